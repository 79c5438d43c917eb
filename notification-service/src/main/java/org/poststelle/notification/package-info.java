/** Mail jobs: one for each occasion, each sent once, whatever breaks on the way. */
@NullMarked
package org.poststelle.notification;

import org.jspecify.annotations.NullMarked;
