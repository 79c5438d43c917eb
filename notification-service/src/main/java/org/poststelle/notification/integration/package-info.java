/** What the events of other services trigger. */
@NullMarked
package org.poststelle.notification.integration;

import org.jspecify.annotations.NullMarked;
