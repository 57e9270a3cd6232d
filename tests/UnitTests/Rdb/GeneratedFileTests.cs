namespace CacheBackup.UnitTests.Rdb;

public class GeneratedFileTests
{
    [FixtureFact]
    public void Every_file_of_a_real_server_has_what_the_server_held()
    {
        var disagreements = new List<string>();
        foreach (var file in RdbFixtures.Generated)
        {
            foreach (var level in Verifying.Levels)
            {
                var report = Verifying.Verify(file.Bytes, level);
                var databases = file.Facts.GetProperty("databases").EnumerateObject()
                    .Select(database => (int.Parse(database.Name[2..]), database.Value.GetProperty("keys").GetInt64(), database.Value.GetProperty("expires").GetInt64()));
                if (!report.IsFine()
                    || !report.Databases.Where(database => database.Keys > 0).Select(database => (database.Number, database.Keys, database.Expiring)).SequenceEqual(databases)
                    || report.Functions.Count != file.Number("functions")
                    || report.Warnings.Count > 0)
                {
                    disagreements.Add($"{file} at {level}: {report}");
                }
            }
        }

        disagreements.ShouldBeEmpty();
    }
}
