/** What documents have in common that are read and replaced as a whole. */
@NullMarked
package org.poststelle.sla.document;

import org.jspecify.annotations.NullMarked;
