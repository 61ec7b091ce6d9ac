package org.salvor.ui.internal.jobs;

import java.util.Map;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.e4.core.commands.ECommandService;
import org.eclipse.e4.core.commands.EHandlerService;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.salvor.ui.Labels;

/** What stands in place of a job when there is none: how to begin one, or why there can be none. */
final class NoJobPane extends Composite {
    private static final String INVITATION = "Image a drive, or open the folder of a job that was begun before.";

    private final ECommandService commands;
    private final EHandlerService handlers;
    private final Label sentence;

    NoJobPane(Composite parent, ECommandService commands, EHandlerService handlers) {
        super(parent, SWT.NONE);
        this.commands = commands;
        this.handlers = handlers;
        GridLayoutFactory.fillDefaults().margins(10, 8).spacing(5, 10).applyTo(this);
        Label title = new Label(this, SWT.NONE);
        title.setText("No job");
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.HEADER_FONT));
        sentence = new Label(this, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(sentence);
        button("Image a Drive\u2026", "org.salvor.ui.image");
        button("Open Job Folder\u2026", "org.salvor.ui.open");
    }

    private void button(String text, String command) {
        Button button = new Button(this, SWT.PUSH);
        button.setText(text);
        GridDataFactory.swtDefaults().hint(200, SWT.DEFAULT).applyTo(button);
        button.addListener(SWT.Selection, event -> {
            ParameterizedCommand call = commands.createCommand(command, Map.of());
            handlers.executeHandler(call);
        });
    }

    /** Says why there is no job to be seen; with an empty problem, how to begin one. */
    void show(String problem) {
        Labels.set(sentence, problem.isEmpty() ? INVITATION : problem);
        layout();
    }
}
