using System.CommandLine;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb synonyms</c>: which names of the library may be two words for one thing, and what the owner makes of it.</summary>
internal static class SynonymsCommand
{
    public static Command Create(KbConsole console)
    {
        var index = KbOptions.Index(console);
        var size = KbOptions.Number("--size", "Pairs at most.", 20, 1, LibrarySynonyms.Most);
        var json = KbOptions.Json("Print JSON.");
        var take = new Option<string[]>("--take")
        {
            Description = "Take two names over as one thing: a line in lexicon/synonyms.txt of the corpus, which the next build goes by.",
            HelpName = "NAME NAME",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var corpus = new Option<string>("--corpus")
        {
            Description = "The folder of the corpus that --take writes to. [default: the project's corpus/]",
            HelpName = "DIR",
        };
        var command = new Command(
            "synonyms", "List names of practices that may be two words for one thing, by what was done under them; --take takes two over.")
        {
            index, size, json, take, corpus,
        };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(take) is [var one, var other])
            {
                var file = new OwnerSynonyms(parsed.GetValue(corpus) ?? console.DefaultCorpus);
                console.Error.WriteLine(file.Add(one, other)
                    ? $"kb: {one} and {other} are one thing now ({file.Path}); the next 'kb build' reads every material anew with it."
                    : $"kb: {file.Path} says so already; nothing was changed.");
                return Task.FromResult(ExitCode.Done);
            }

            using var model = MeaningOptions.Model(console);
            using var library = MeaningOptions.Open(console, parsed.GetRequiredValue(index), model, cancellation);
            var pairs = library.Synonyms(parsed.GetValue(size), cancellation) ?? throw new KbException(
                "the index has no vectors, by which alone such names are found; 'kb build --meaning wait' makes them.");
            if (parsed.GetValue(json))
            {
                console.Out.WriteAnswer(new SynonymList(pairs), ContractJson.Answers.SynonymList);
                return Task.FromResult(ExitCode.Done);
            }

            foreach (var pair in pairs)
            {
                console.Out.WriteLine($"{pair.One.Name}\t{pair.Other.Name}\t{pair.Likeness:0.00}");
                Tell(pair.One);
                Tell(pair.Other);
            }

            console.Error.WriteLine(pairs.Count == 0
                ? "kb: no two names are that near; practices without a vector are not compared."
                : $"kb: {pairs.Count} pairs; 'kb synonyms --take NAME NAME' takes one over.");
            return Task.FromResult(ExitCode.Done);
        });
        return command;

        void Tell(SynonymExample example) => console.Out.WriteLine(
            $"  {example.Name}（{example.Passages} 处）《{example.Material.Title}》：{Shortened(example.Act)}");
    }

    private static string Shortened(string act) => act.Length <= 80 ? act.ReplaceLineEndings("") : act[..80].ReplaceLineEndings("") + "…";
}
