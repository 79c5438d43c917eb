/** Events are stored with the change they tell of, then published in order: none is lost, none overtakes another. */
@NullMarked
package org.poststelle.messaging.outbox;

import org.jspecify.annotations.NullMarked;
