@NullMarked
package org.poststelle;

import org.jspecify.annotations.NullMarked;
