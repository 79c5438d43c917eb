/** Mail jobs: one for each trigger, each sent once, whatever fails on the way. */
@NullMarked
package org.poststelle.notification.delivery;

import org.jspecify.annotations.NullMarked;
