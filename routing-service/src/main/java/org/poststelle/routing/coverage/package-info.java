/** Whether the directory has an answer for every service in every place, today and tomorrow. */
@NullMarked
package org.poststelle.routing.coverage;

import org.jspecify.annotations.NullMarked;
