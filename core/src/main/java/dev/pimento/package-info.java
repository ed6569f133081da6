/** The front door for JShell and newcomers. */
@NullMarked
package dev.pimento;

import org.jspecify.annotations.NullMarked;
