/** The life of a promise: its rules by themselves, then the whole service on a real database and broker. */
@NullMarked
package org.poststelle.sla.promise;

import org.jspecify.annotations.NullMarked;
