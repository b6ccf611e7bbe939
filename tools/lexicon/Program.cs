using KnowledgeBase.Lexicon.Generator;
using KnowledgeBase.Text;

// Writes the data files that src/Text embeds:  Lexicon.Generator <tools/lexicon> <src/Text/Data>
if (args.Length != 2)
{
    Console.Error.WriteLine("usage: Lexicon.Generator <folder tools/lexicon> <folder src/Text/Data>");
    return 2;
}

var sources = Path.Combine(args[0], "sources");
var foldText = new FoldTableBuilder(sources).Build();
File.WriteAllText(Path.Combine(args[1], "fold.txt"), foldText);
var fold = FoldTable.Read(new StringReader(foldText));
var lexicon = new LexiconBuilder(args[0], fold).Build();
File.WriteAllBytes(Path.Combine(args[1], "lexicon.bin"), lexicon);
File.WriteAllText(Path.Combine(args[1], "pinyin.txt"), PinyinBuilder.Build(args[0]));
Console.Error.WriteLine($"fold.txt {foldText.Length:N0} characters, lexicon.bin {lexicon.Length:N0} bytes");
return 0;
