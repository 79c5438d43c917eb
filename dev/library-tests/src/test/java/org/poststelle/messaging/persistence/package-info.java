/** How a service reaches its database, tried on a real one. */
@NullMarked
package org.poststelle.messaging.persistence;

import org.jspecify.annotations.NullMarked;
