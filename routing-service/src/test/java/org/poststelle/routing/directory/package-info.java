/** The directory, its keys and its keeping. */
@NullMarked
package org.poststelle.routing.directory;

import org.jspecify.annotations.NullMarked;
