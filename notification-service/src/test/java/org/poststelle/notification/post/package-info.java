/** Letters over real connections, and what happens when those break. */
@NullMarked
package org.poststelle.notification.post;

import org.jspecify.annotations.NullMarked;
