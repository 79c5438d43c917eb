/** What a run has measured, as a table, as a page, and compared with the stored figures. */
@NullMarked
package org.poststelle.benchmark.report;

import org.jspecify.annotations.NullMarked;
