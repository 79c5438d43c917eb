/** What a change of the directory would do to tickets like those of the last time. */
@NullMarked
package org.poststelle.routing.rehearsal;

import org.jspecify.annotations.NullMarked;
