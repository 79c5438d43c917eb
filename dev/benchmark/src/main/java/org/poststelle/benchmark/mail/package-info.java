/** A mail server that only accepts and counts. */
@NullMarked
package org.poststelle.benchmark.mail;

import org.jspecify.annotations.NullMarked;
