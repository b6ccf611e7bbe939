using KnowledgeBase.Indexer.Building;
using Spectre.Console;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>Shows a person how far a build is, on standard error; shows nothing where no person is watching.</summary>
internal static class BuildDisplay
{
    public static BuildReport Show(KbConsole console, Func<IProgress<BuildProgress>?, BuildReport> build)
    {
        if (!console.ShowsProgress)
        {
            return build(null);
        }

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Terminal) });
        return terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("reading", maxValue: 1);
                return build(new Display(task));
            });
    }

    private sealed class Display(ProgressTask task) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value)
        {
            task.MaxValue = Math.Max(1, value.Files);
            task.Value = value.FilesDone;
            task.IsIndeterminate = value.Stage != BuildStage.Reading;
            task.Description = value.Stage switch
            {
                BuildStage.Comparing => "looking for copies",
                BuildStage.Writing => "writing the index",
                _ => $"reading ({value.Bytes / 1e6:0.0} MB)",
            };
        }
    }
}
