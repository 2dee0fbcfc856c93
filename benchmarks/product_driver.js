  donbay: async (p, i) => {
    const words = ['Ứng dụng máy móc', 'Mô hình trình diễn kỹ thuật (công', 'đăng ký nhãn hiệu', 'Phòng trưng bày', 'Thành lập hiệp hội', 'hạ tầng cụm', 'Đào tạo nghề, truyền nghề', 'Tập huấn, đào tạo năng lực', 'Bình chọn', 'Tham gia hội chợ'];
    const box = p.locator('[data-testid=stMultiSelect]').first();
    if (!(await box.isVisible())) { await p.locator('.st-key-f_more button').first().click(); await box.waitFor(); }
    const clear = box.locator('[aria-label="Clear all"], [title="Clear all"]');
    if (await clear.count()) { await clear.first().click(); await p.waitForTimeout(1500); }
    const input = box.locator('input'); await input.click(); await input.fill(words[i % 10]);
    await p.locator('[role=option]', { hasText: words[i % 10] }).first().waitFor(); await p.waitForTimeout(200);
    await p.locator('[role=option]', { hasText: words[i % 10] }).first().click();
  },
