/** What the tests of routing share. */
@NullMarked
package org.poststelle.routing;

import org.jspecify.annotations.NullMarked;
