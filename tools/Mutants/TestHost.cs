using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace KnowledgeBase.Mutants;

/// <summary>
/// What a child process does: it runs test classes one after the other and ends at the first failure. The tool's own assembly is copied
/// into the folder of the tests for it, so that the tests find beside them all that they load.
/// </summary>
internal static class TestHost
{
    public const int Passed = 0;
    public const int Failed = 1;

    /// <summary>Prints the names of all test classes when none are given.</summary>
    public static int Run(string assemblyName, string[] classes)
    {
        using var framework = new XunitTestFramework(new NullMessageSink());
        var name = new AssemblyName(assemblyName);
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(Assembly.Load(name)));
        if (classes.Length == 0)
        {
            var names = Discover(discoverer, type: null).Select(c => c.TestMethod.TestClass.Class.Name).Distinct(StringComparer.Ordinal);
            Console.WriteLine(string.Join('\n', names));
            return Passed;
        }

        using var executor = framework.GetExecutor(name);
        foreach (var type in classes)
        {
            using var sink = new Sink();
            executor.RunTests(Discover(discoverer, type), sink, Options.OneAfterTheOther());
            sink.End.Wait();
        }

        return Passed;
    }

    private static List<ITestCase> Discover(ITestFrameworkDiscoverer discoverer, string? type)
    {
        using var sink = new Sink();
        if (type is null)
        {
            discoverer.Find(includeSourceInformation: false, sink, Options.OneAfterTheOther());
        }
        else
        {
            discoverer.Find(type, includeSourceInformation: false, sink, Options.OneAfterTheOther());
        }

        sink.End.Wait();
        return sink.Cases;
    }

    private sealed class Sink : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        public List<ITestCase> Cases { get; } = [];

        public ManualResetEventSlim End { get; } = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage found:
                    Cases.Add(found.TestCase);
                    break;
                case ITestFailed failed:
                    Fail(failed.Test.DisplayName, failed.Messages);
                    break;
                case IErrorMessage error:
                    Fail("run", error.Messages);
                    break;
                case ITestClassCleanupFailure or ITestCleanupFailure or ITestAssemblyCleanupFailure or ITestCollectionCleanupFailure:
                    Fail("cleanup", ((IFailureInformation)message).Messages);
                    break;
                case IDiscoveryCompleteMessage or ITestAssemblyFinished:
                    End.Set();
                    break;
            }

            return true;
        }

        public void Dispose() => End.Dispose();

        private static void Fail(string what, string[] messages)
        {
            Console.WriteLine($"{what}: {messages.FirstOrDefault()}");
            Environment.Exit(Failed);
        }
    }

    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

        public static Options OneAfterTheOther()
        {
            var options = new Options();
            options.SetValue<bool?>("xunit.execution.DisableParallelization", true);
            options.SetValue<bool?>("xunit.execution.SynchronousMessageReporting", true);
            return options;
        }

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
