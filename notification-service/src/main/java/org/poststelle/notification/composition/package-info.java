/** Why an email is written and what it says. What it needs is asked of the owners at that moment and never kept. */
@NullMarked
package org.poststelle.notification.composition;

import org.jspecify.annotations.NullMarked;
