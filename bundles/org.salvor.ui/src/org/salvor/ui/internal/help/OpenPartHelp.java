package org.salvor.ui.internal.help;

import jakarta.inject.Named;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.model.application.descriptor.basic.MPartDescriptor;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.e4.ui.workbench.modeling.EPartService.PartState;

/**
 * Opens the help page of the part that a person is working in: the one that its descriptor names in its state under {@code help}, or else the page on the
 * window.
 */
public final class OpenPartHelp {
    private static final String PAGE = "help";
    private static final HelpPage WINDOW = HelpPage.of("org.salvor.doc/pages/window.md");

    @Execute
    void execute(EPartService parts, EModelService models, @Optional @Named(IServiceConstants.ACTIVE_PART) MPart active) {
        MPartDescriptor descriptor = active == null ? null : models.getPartDescriptor(active.getElementId());
        HelpPage own = descriptor == null ? HelpPage.NONE : HelpPage.of(descriptor.getPersistedState().get(PAGE));
        HelpPage page = own.equals(HelpPage.NONE) ? WINDOW : own;
        MPart help = parts.showPart(OpenHelp.PART, PartState.ACTIVATE);
        if (help != null && help.getObject() instanceof HelpPart part) {
            part.open(page);
        }
    }
}
