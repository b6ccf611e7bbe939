using System.CommandLine;
using System.Text;
using KnowledgeBase.Retrieval.Words;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb explain</c>: how a text is cut, and what of it can be searched for.</summary>
internal static class ExplainCommand
{
    public static Command Create(KbConsole console)
    {
        var text = new Argument<string[]>("TEXT") { Description = "A text or a query.", Arity = ArgumentArity.OneOrMore };
        var with = KbOptions.Words("--with", $"What cuts; {WordAnalyzers.Default} without it.");
        var command = new Command(
            "explain", "Show how a text is cut into words and why, and which terms the index holds of it.") { text, with };
        command.SetAction((parsed, _) =>
        {
            Explain(console, string.Join(' ', parsed.GetRequiredValue(text)), parsed.GetValue(with) ?? WordAnalyzers.Default);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Explain(KbConsole console, string text, string with)
    {
        var analyzer = WordAnalyzers.Create(with, LibrarySettings.Of([console.DefaultCorpus]).Lexicon);
        var folded = new FoldedText(text);
        var words = new List<Word>();
        var tokens = new TokenBuffer();
        analyzer.Analyze(folded, words, tokens);
        var output = console.Out;
        output.WriteLine($"folded  {folded}");
        output.WriteLine();
        if (analyzer is WordAnalyzer lexical)
        {
            output.WriteLine("word\tkind\twhy\tcost\tin the text");
            foreach (var (word, reason, cost) in lexical.Segmenter.Explain(folded))
            {
                output.WriteLine($"{Shown(word)}\t{word.Kind}\t{reason}\t{cost:F1}\t{Place(word)}");
            }
        }
        else
        {
            output.WriteLine("word\tkind\tin the text");
            foreach (var word in words)
            {
                output.WriteLine($"{Shown(word)}\t{word.Kind}\t{Place(word)}");
            }
        }

        output.WriteLine();
        output.WriteLine("term in the index\tposition\tlength");
        foreach (var token in tokens.Tokens)
        {
            var term = Encoding.UTF8.GetString(tokens.Term(token));
            output.WriteLine($"{term}\t{token.Position}\t{token.Length}{(token.IsInner ? "\tinner" : "")}");
        }

        output.WriteLine();
        output.WriteLine("as a query\tlooked up as\tparts\tsynonyms");
        foreach (var word in analyzer.AnalyzeQuery(text))
        {
            output.WriteLine(
                $"{word.Text}{(word.IsFunctionWord ? "（虚词）" : "")}\t{word.Term.Lookup}:{word.Term.Term}\t"
                + $"{string.Join(" ", word.Parts.Select(p => p.Term))}\t{string.Join(" ", word.Synonyms.Select(s => s.Term))}");
        }

        string Shown(Word word) => folded.Text.Slice(word.Start, word.Length).ToString();

        string Place(Word word)
        {
            var (start, end) = folded.Original(word.Start, word.Length);
            return $"[{start},{end})";
        }
    }
}
