/** What every HTTP API of Poststelle does the same way: problems, the caller, versions and pages. */
@NullMarked
package org.poststelle.rest;

import org.jspecify.annotations.NullMarked;
