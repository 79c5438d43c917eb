/** The real servers Poststelle runs on, each started inside this JVM or beside it, on loopback addresses only. */
@NullMarked
package org.poststelle.localstack.server;

import org.jspecify.annotations.NullMarked;
