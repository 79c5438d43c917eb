/** What an agent can tell during the call, so that most enquiries end with it. */
@NullMarked
package org.poststelle.routing.knowledge;

import org.jspecify.annotations.NullMarked;
