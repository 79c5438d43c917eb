@NullMarked
package org.poststelle.routing.knowledge;

import org.jspecify.annotations.NullMarked;
