/** What is promised, and until when that is for an enquiry. */
@NullMarked
package org.poststelle.sla.policy;

import org.jspecify.annotations.NullMarked;
