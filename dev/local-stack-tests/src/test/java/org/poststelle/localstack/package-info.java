/** The stack, tried in its parts. */
@NullMarked
package org.poststelle.localstack;

import org.jspecify.annotations.NullMarked;
