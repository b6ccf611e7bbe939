// Workload: pages of results as the site asks for them (ten materials, three passages of each, facets, marked words), for the first
// two pages of each query of a list (one a line, whatever stands before the last tab is its name). Purpose: what a page costs the
// server, cold and warm, and how much of that is finding, counting, and reading what is shown.
//
//     dotnet run -c Release --project bench/Retrieval.Benchmarks pages LIBRARY QUERIES [ROUNDS]

using KnowledgeBase.Retrieval.Benchmarks;

if (args is ["pages", var library, var queries, .. var rest] && rest.Length <= 1)
{
    PageBenchmark.Run(library, queries, rest is [var rounds] ? int.Parse(rounds) : 10);
    return 0;
}

Console.Error.WriteLine("pages LIBRARY QUERIES [ROUNDS]; see Program.cs");
return 2;
