/** What the events of tickets mean for routing. */
@NullMarked
package org.poststelle.routing.integration;

import org.jspecify.annotations.NullMarked;
