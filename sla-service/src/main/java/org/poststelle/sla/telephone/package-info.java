/** Calls as the telephone systems of the centres counted them. */
@NullMarked
package org.poststelle.sla.telephone;

import org.jspecify.annotations.NullMarked;
