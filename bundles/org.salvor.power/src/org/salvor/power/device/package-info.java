/** What devices have in common: exchanges with a deadline over TCP or with a program, and a switch that believes only what its device confirms. */
package org.salvor.power.device;
