/** The system under test, in a process of its own, and what is waiting in it. */
@NullMarked
package org.poststelle.benchmark.stack;

import org.jspecify.annotations.NullMarked;
