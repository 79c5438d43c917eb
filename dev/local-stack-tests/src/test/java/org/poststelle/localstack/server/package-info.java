/** The servers, tried one by one. */
@NullMarked
package org.poststelle.localstack.server;

import org.jspecify.annotations.NullMarked;
