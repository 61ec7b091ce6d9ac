/**
 * The transport {@code ide}: drives at the registers of a legacy IDE channel. {@link org.salvor.drive.ide.Channel} speaks to a
 * {@link org.salvor.drive.ide.RegisterFile}, behind which is a real channel or a simulated one.
 */
package org.salvor.drive.ide;
