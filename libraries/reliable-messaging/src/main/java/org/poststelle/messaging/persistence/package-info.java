/** How a service reaches its database. */
@NullMarked
package org.poststelle.messaging.persistence;

import org.jspecify.annotations.NullMarked;
