// Changes the source in small ways and counts the changes that no test notices. README.md says how and what for.
using System.Globalization;
using KnowledgeBase.Mutants;

if (args is ["--host", var tests, ..])
{
    return TestHost.Run(tests, args[2..]);
}

if (!Choice.TryParse(args, out var choice, out var problem))
{
    var areas = string.Join(", ", Area.All.Select(a => a.Name));
    await Console.Error.WriteLineAsync($"mutants: {problem}\nmutants AREA... [--sample N] [--seed S] [--only TEXT] [--except TEXT] [--list]; areas: {areas}, all");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var table = new List<string>();
try
{
    using var copy = await ScratchCopy.MakeAsync(stop.Token);
    foreach (var area in choice.Areas)
    {
        var trial = await Trial.PrepareAsync(copy, area, stop.Token);
        table.AddRange(await trial.RunAsync(choice, stop.Token));
    }
}
catch (OperationCanceledException)
{
    return 2;
}

Console.WriteLine();
Console.WriteLine("| files | kind | mutants | killed | of them by time | survived | surviving share |");
Console.WriteLine("|---|---|---:|---:|---:|---:|---:|");
Console.WriteLine(string.Join('\n', table));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {choice.Seed}, at most {choice.Sample} an area"));
return 0;
