/** What the events of tickets mean for their promises. */
@NullMarked
package org.poststelle.sla.integration;

import org.jspecify.annotations.NullMarked;
