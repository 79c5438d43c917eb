@NullMarked
package org.poststelle.routing.coverage;

import org.jspecify.annotations.NullMarked;
