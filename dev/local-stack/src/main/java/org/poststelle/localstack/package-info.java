/** Poststelle on one machine: real servers, the four services as processes of their own, and one gateway before them. */
@NullMarked
package org.poststelle.localstack;

import org.jspecify.annotations.NullMarked;
