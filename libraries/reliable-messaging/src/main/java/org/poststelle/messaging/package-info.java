/** CloudEvents as the services exchange them: what one is, how it is written and read. */
@NullMarked
package org.poststelle.messaging;

import org.jspecify.annotations.NullMarked;
