// Attacks the program as a stranger, a crash or a full disk would, through its real doors: files, processes, HTTP. Long runs that
// the tests do in small. README.md says what each attack promises and what it measured last.
using KnowledgeBase.Attack;

Dictionary<string, Func<string[], CancellationToken, Task<int>>> attacks = new(StringComparer.Ordinal)
{
    ["texts"] = TextsAttack.RunAsync,
    ["shapes"] = ShapesAttack.RunAsync,
    ["requests"] = RequestsAttack.RunAsync,
    ["drafts"] = DraftsAttack.RunAsync,
    ["index"] = IndexAttack.RunAsync,
    ["uploads"] = UploadsAttack.RunAsync,
    ["decisions"] = DecisionsAttack.RunAsync,
    ["kills"] = KillsAttack.RunAsync,
    ["meaning-kills"] = MeaningKillsAttack.RunAsync,
    ["nodes"] = NodesAttack.RunAsync,
    ["damage"] = DamageAttack.RunAsync,
    ["load"] = LoadAttack.RunAsync,
    ["pages"] = PagesAttack.RunAsync,
    ["files"] = FilesAttack.RunAsync,
    ["fuzz"] = FuzzAttack.RunAsync,
};

if (args is [] || !attacks.TryGetValue(args[0], out var attack))
{
    await Console.Error.WriteLineAsync($"attack: name one of {string.Join(", ", attacks.Keys)}; tools/Attack/README.md tells what each does.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
return await attack(args[1..], stop.Token);
