/** In which words citizens are written to: by the standard texts of each language or the own ones of a service centre. */
@NullMarked
package org.poststelle.notification.wording;

import org.jspecify.annotations.NullMarked;
