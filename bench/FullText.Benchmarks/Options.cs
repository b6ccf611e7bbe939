namespace KnowledgeBase.FullText.Benchmarks;

/// <summary>Positional arguments, and options with one value or none.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Options(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                Positional.Add(args[i]);
            }
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                _values[args[i]] = args[i + 1];
                i++;
            }
            else
            {
                _values[args[i]] = "";
            }
        }
    }

    public List<string> Positional { get; } = [];

    public int Number(string name, int otherwise) => _values.TryGetValue(name, out var value) ? int.Parse(value) : otherwise;

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    public bool Has(string name) => _values.ContainsKey(name);
}

/// <summary>Prints one figure a line, as peer.sh does.</summary>
internal static class Figures
{
    public static void Put(string key, object value) => Console.WriteLine($"{key}\t{value}");

    public static void Put(string key, double value) => Console.WriteLine($"{key}\t{value:0.###}");

    public static double PeakResidentMegabytes()
    {
        try
        {
            var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    public static void PutLatency(string name, List<double> microseconds)
    {
        microseconds.Sort();
        double At(double share) => microseconds[Math.Min(microseconds.Count - 1, (int)(share * microseconds.Count))];
        Put($"{name}_p50", At(0.5));
        Put($"{name}_p90", At(0.9));
        Put($"{name}_p99", At(0.99));
        Put($"{name}_max", microseconds[^1]);
        Put($"{name}_mean", microseconds.Average());
    }
}
