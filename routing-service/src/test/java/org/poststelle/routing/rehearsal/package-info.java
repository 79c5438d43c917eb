@NullMarked
package org.poststelle.routing.rehearsal;

import org.jspecify.annotations.NullMarked;
