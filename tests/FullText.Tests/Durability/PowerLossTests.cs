using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// The power fails at every moment of a run in turn, and takes with it what was not synced. A killed process cannot show this: the
/// operating system lives on and writes what it has.
/// </summary>
public sealed class PowerLossTests
{
    private const int Commits = 6;

    [Fact]
    public void What_was_committed_survives_a_loss_of_power_at_any_moment()
    {
        var directory = new PowerLossDirectory();
        var ledger = new Ledger(11);
        var random = new Random(11);
        long acknowledged = 0;
        var moments = 0;
        directory.BeforeChange = () =>
        {
            moments++;
            CheckAfter(_ => false);
            CheckAfter(_ => true);
            CheckAfter(_ => random.Next(2) == 0);
        };
        using (var writer = IndexWriter.Open(directory, Ledger.Schema, new IndexWriterOptions { BackgroundMerges = false }))
        {
            for (var commit = 1; commit <= Commits; commit++)
            {
                ledger.Write(writer, commit);
                if (commit % 2 == 0)
                {
                    writer.ForceMerge(commit == 4 ? 2 : 1);
                }

                acknowledged = writer.Commit(Ledger.UserData(commit));
            }
        }

        Assert.Equal(Commits, acknowledged);
        Assert.True(moments > 100, $"{moments} moments");

        void CheckAfter(Func<string, bool> chance)
        {
            var left = directory.AfterPowerLoss(chance);
            var generation = Manifest.Read(left)?.Generation ?? 0;
            Assert.InRange(generation, acknowledged, acknowledged + 1);
            var survivor = new Ledger(11);
            if (generation > 0)
            {
                survivor.Check(left);
            }

            survivor.GoOn(left);
        }
    }
}
