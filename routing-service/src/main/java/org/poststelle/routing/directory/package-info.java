/** The directory: which authority answers for which public service in which region. */
@NullMarked
package org.poststelle.routing.directory;

import org.jspecify.annotations.NullMarked;
